import { importMain } from './import/import-main.ts';

process.exitCode = await importMain(process.argv.slice(2));
