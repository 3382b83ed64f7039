export { COMMANDS, USAGE } from './commands.ts';
