import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { tempDir } from '@tandem/testing';
import { javaMajor, requireJava } from './java-version.ts';

describe('javaMajor', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['Picked up JAVA_TOOL_OPTIONS: -Dx=y\nopenjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_402"', 8],
    ['something else', undefined],
  ])('reads %j', (printed, major) => {
    expect(javaMajor(printed)).toBe(major);
  });
});

describe('requireJava', () => {
  it('refuses a Java that is too old, saying where it came from', async () => {
    const home = await tempDir();
    mkdirSync(join(home.path, 'bin'));
    writeFileSync(join(home.path, 'bin', 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n');
    chmodSync(join(home.path, 'bin', 'java'), 0o755);
    await expect(requireJava({ JAVA_HOME: home.path })).rejects.toMatchObject({
      code: 'TOOL_MISSING',
      message: expect.stringMatching(/Java 17 or newer, this is 11 \(JAVA_HOME/),
    });
    await home.remove();
  });
});
