import pkg from '../../package.json' with { type: 'json' };

/** The program's version, told in every report. */
export const VERSION: string = pkg.version;
