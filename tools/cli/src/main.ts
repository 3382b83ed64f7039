#!/usr/bin/env -S node --disable-warning=TimeoutNegativeWarning --disable-warning=ExperimentalWarning --conditions=@tandem/source
import { text } from 'node:stream/consumers';
import { auditMain, deadLettersMain, fail, importMain, readCredentials } from '@tandem/operator';
import { USAGE } from './commands.ts';
import { completionScript } from './completion.ts';
import { ManagementApi } from './management-api.ts';
import { parseArguments } from './parse-arguments.ts';
import type { Call, Tool } from './parse-arguments.ts';
import { printAnswer } from './print.ts';
import { runCall } from './run-call.ts';

const DONE = 0;
const REFUSED = 1;
const WRONG_USAGE = 2;
const FAILED = 3;

const TOOLS: Readonly<Record<Tool, (args: readonly string[]) => Promise<number>>> = {
  import: importMain,
  audit: auditMain,
  'dead-letters': deadLettersMain,
};

const withPassword = async (call: Call): Promise<Call> => {
  if (call.fields['Password'] !== '-') return call;
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  return { ...call, fields: { ...call.fields, Password: password } };
};

const ask = async (wanted: Call): Promise<number> => {
  const credentials = readCredentials();
  if (!credentials.ok) return fail(WRONG_USAGE, credentials.error);
  const call = await withPassword(wanted);
  const api = new ManagementApi({ url: call.url, account: call.account, credentials: credentials.value });
  const answer = await runCall(api, call);
  if (!answer.ok) return fail(answer.error.kind === 'refused' ? REFUSED : FAILED, answer.error.why);
  const { body, propagation } = answer.value;
  console.log(call.json ? JSON.stringify(body) : printAnswer(call.command, body));
  if (propagation !== null) console.error(`units: ${propagation}`);
  return DONE;
};

const run = async (args: readonly string[]): Promise<number> => {
  const parsed = parseArguments(args);
  if (!parsed.ok) return fail(WRONG_USAGE, `${parsed.error}\n\n${USAGE}`);
  const wanted = parsed.value;
  switch (wanted.kind) {
    case 'help':
      console.log(USAGE);
      return DONE;
    case 'completion':
      process.stdout.write(completionScript(wanted.shell));
      return DONE;
    case 'tool':
      return TOOLS[wanted.tool](wanted.args);
    case 'call':
      return ask(wanted.call);
  }
};

process.exitCode = await run(process.argv.slice(2));
