import { describe, expect, it } from '@jest/globals';
import { noProgress } from './progress.ts';
import { runTool, type ToolRun } from './run-tool.ts';

function script(code: string, timeoutMs = 10_000): ToolRun {
  return { tool: 'go', command: process.execPath, args: ['-e', code], title: 'building', timeoutMs };
}

describe('runTool', () => {
  it('gives what the tool printed', async () => {
    expect(await runTool(script(`console.log('one'); console.error('two')`), noProgress)).toContain('one');
  });

  it('shows the last lines of a tool that fails', async () => {
    await expect(
      runTool(script(`console.error('no such module'); process.exit(2)`), noProgress),
    ).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: 'building: go failed (exit code 2):\nno such module',
    });
  });

  it('ends a tool that takes too long', async () => {
    const endless = script('setInterval(() => undefined, 1000)', 50);
    await expect(runTool(endless, noProgress)).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: expect.stringContaining('SIGKILL'),
    });
  });

  it.each([
    ['java', /install a JDK.*KAFKA_BROKERS.*Docker/],
    ['mvn', /install Apache Maven.*KAFKA_BROKERS.*Docker/],
    ['go', /install Go.*MONGODB_URI.*Docker/],
  ] as const)('says for a missing %s what to install and what would do instead', async (tool, message) => {
    const run: ToolRun = { tool, args: [], env: { PATH: '/nowhere' }, title: 'x', timeoutMs: 1000 };
    await expect(runTool(run, noProgress)).rejects.toMatchObject({
      code: 'TOOL_MISSING',
      message: expect.stringMatching(message),
    });
  });
});
