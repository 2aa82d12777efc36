/** 预算法第十四条: departments publish within twenty days of the 批复. 民法典第二百零一条: the day itself does not count. */
const DAYS = 20;
const DAY = 86_400_000;

const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY;

/** The last day to publish, ISO. Holidays are not in any data at hand, so a last day on a holiday is not moved: the stricter reading. */
export const deadline = (approvedOn: string): string => new Date((dayOf(approvedOn) + DAYS) * DAY).toISOString().slice(0, 10);

/** Days that are left on a day, the last one counted as 0; negative when it is over. */
export const daysLeft = (approvedOn: string, today: string): number => dayOf(approvedOn) + DAYS - dayOf(today);

/** The day after an ISO day. */
export const dayAfter = (iso: string): string => new Date((dayOf(iso) + 1) * DAY).toISOString().slice(0, 10);

/** Days from one day to another, both ISO; negative when it is over. */
export const daysUntil = (day: string, today: string): number => dayOf(day) - dayOf(today);

/** The day in China, whatever the machine's zone. */
export const today = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
