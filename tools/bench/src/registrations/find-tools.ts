import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';

/** Where distributions put Kamailio's modules. */
const MODULE_DIRS = [
  '/usr/lib/x86_64-linux-gnu/kamailio/modules/',
  '/usr/lib/aarch64-linux-gnu/kamailio/modules/',
  '/usr/lib64/kamailio/modules/',
  '/usr/local/lib64/kamailio/modules/',
  '/usr/lib/kamailio/modules/',
];

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (command: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((dir) => isExecutable(join(dir, command)));

/** What the comparison needs, in this machine's places; the error names what is missing. */
export const findTools = (): Result<{ readonly modules: string }, string> => {
  const missing = ['kamailio', 'sipp'].filter((command) => !onPath(command));
  if (missing.length > 0) return err(`not installed: ${missing.join(', ')} (Debian: kamailio, sip-tester)`);
  if (process.platform !== 'linux') return err('CPU times are read from /proc');
  const modules = MODULE_DIRS.find((dir) => existsSync(join(dir, 'registrar.so')));
  return modules === undefined ? err('the modules of Kamailio were not found') : ok({ modules });
};
