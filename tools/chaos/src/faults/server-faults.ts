import { setTimeout as pause } from 'node:timers/promises';
import { withDeadline } from '@tandem/kernel';
import { loseKafkaResponse } from '@tandem/stack';
import type { KafkaApi } from '@tandem/stack';
import { pickOf } from './fault.ts';
import type { Fault } from './fault.ts';

const DOWN_MS = 4000;
const LOST_MS = 20_000;

export const brokerStopped: Fault = {
  name: 'broker-stopped',
  inject: async ({ stack }) => {
    await stack.kafka.stop();
    await pause(DOWN_MS);
    await stack.kafka.restart();
  },
};

export const brokerKilled: Fault = {
  name: 'broker-killed',
  inject: async ({ stack }) => {
    await stack.kafka.kill();
    await pause(DOWN_MS);
    await stack.kafka.restart();
  },
};

export const brokerSlow: Fault = {
  name: 'broker-slow',
  inject: async ({ stack }) => {
    stack.proxy.delay(150);
    await pause(DOWN_MS);
    stack.proxy.delay(0);
  },
};

/** Bytes go nowhere while connections stay open. */
export const brokerFrozen: Fault = {
  name: 'broker-frozen',
  inject: async ({ stack }) => {
    stack.proxy.pause();
    await pause(DOWN_MS);
    stack.proxy.resume();
  },
};

export const connectionsCut: Fault = {
  name: 'connections-cut',
  inject: async ({ stack, random }) => {
    for (let cut = 0; cut < 4; cut += 1) {
      stack.proxy.cut();
      await pause(200 + random.float() * 1000);
    }
  },
};

const APIS: readonly KafkaApi[] = ['Produce', 'EndTxn', 'AddPartitionsToTxn', 'InitProducerId'];

/** The broker has done what the relay asked, and the relay cannot know. */
export const lostResponse: Fault = {
  name: 'lost-response',
  inject: async ({ stack, random }) => {
    for (let loss = 0; loss < 3; loss += 1) {
      const lost = loseKafkaResponse(stack.proxy, pickOf(random, APIS), {
        skip: Math.floor(random.float() * 3),
      });
      // It sees connections that begin under its eyes.
      stack.proxy.cut();
      await withDeadline(lost, LOST_MS, 'losing a response').catch(() => stack.proxy.intercept(undefined));
    }
  },
};

export const mongoKilled: Fault = {
  name: 'mongo-killed',
  inject: async ({ stack }) => {
    await stack.mongo.kill();
    await pause(DOWN_MS);
    await stack.mongo.restart();
  },
};
