import { auditMain } from './audit/audit-main.ts';

process.exitCode = await auditMain(process.argv.slice(2));
