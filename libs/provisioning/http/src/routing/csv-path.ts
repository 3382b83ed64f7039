/** Whether a path is that of a list as CSV. */
export const isCsvPath = (url: string): boolean => /\.csv(?:\?|$)/.test(url);
