import { METHOD, URL } from '../openapi/schema.ts';
import type { Schema } from '../openapi/schema.ts';

/** The URLs that Applications and numbers have alike, by JSON name. */
export const RCML_URL_SCHEMAS: Readonly<Record<string, Schema>> = {
  voice_url: { ...URL, description: 'Asked what to do with a call.' },
  voice_method: METHOD,
  voice_fallback_url: { ...URL, description: 'Asked when voice_url fails.' },
  voice_fallback_method: METHOD,
  sms_url: { ...URL, description: 'Asked what to do with a text.' },
  sms_method: METHOD,
  sms_fallback_url: { ...URL, description: 'Asked when sms_url fails.' },
  sms_fallback_method: METHOD,
  status_callback: { ...URL, description: 'Told how a call ended.' },
};

export const OPTIONAL_RCML_URLS = [
  'voice_url',
  'voice_fallback_url',
  'sms_url',
  'sms_fallback_url',
  'status_callback',
];
