import { deadLettersMain } from './dead-letters-main.ts';

process.exitCode = await deadLettersMain(process.argv.slice(2));
