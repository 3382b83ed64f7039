export { compileConfig } from './compile.ts';
export type { CompileInput, ConfigOf, Environment, Options } from './compile.ts';
export { documentOptions } from './document.ts';
export {
  integer,
  list,
  oneOf,
  onOff,
  optionalParsed,
  optionalSecret,
  optionalText,
  parsed,
  parsedSecret,
  port,
  text,
} from './option.ts';
export type { Option, OptionText, Range } from './option.ts';
