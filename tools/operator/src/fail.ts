/** Says on standard error why a command ends. @returns its exit code, to be handed on */
export const fail = (code: number, why: string): number => {
  console.error(why);
  return code;
};
