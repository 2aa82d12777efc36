/** The file name looks like one that some format reads: which files of a folder are taken. Known without loading a single reader. */
export const readableName = (name: string): boolean => /\.(?:txt|text|pdf|docx|docm|xlsx|xlsm|csv|html?)$/i.test(name);
