import { readFileSync } from 'node:fs';

/** Noto Serif and Noto Sans, simplified Chinese (SIL Open Font License): what comes with us, in packages of @expo-google-fonts. */
export const FONTS = {
  song: 'noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  songSemiBold: 'noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf',
  songBold: 'noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  hei: 'noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
} as const;

/** The file of a font on this machine, or its folder; Windows has a slash before the drive in URLs. */
const pathOf = (url: URL): string => decodeURIComponent(url.pathname).replace(/^\/(?=[A-Za-z]:)/, '');
const urlOf = (font: keyof typeof FONTS): string => import.meta.resolve(`@expo-google-fonts/${FONTS[font]}`);
export const fontFile = (font: keyof typeof FONTS): string => pathOf(new URL(urlOf(font)));
export const fontFolder = (font: keyof typeof FONTS): string => pathOf(new URL('.', urlOf(font)));
/** The bytes of a font: a file of an installed package, read as an import would. */
export const fontBytes = (font: keyof typeof FONTS): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(fontFile(font)));
