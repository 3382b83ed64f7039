import { clearableUrl, method } from './field-rules.ts';
import type { SettingRules } from './settings.ts';

/** Where voice calls ask what to do. */
export interface VoiceUrls {
  readonly voiceUrl: string | null;
  readonly voiceMethod: 'GET' | 'POST';
  readonly voiceFallbackUrl: string | null;
  readonly voiceFallbackMethod: 'GET' | 'POST';
}

/** Where texts ask what to do. */
export interface SmsUrls {
  readonly smsUrl: string | null;
  readonly smsMethod: 'GET' | 'POST';
  readonly smsFallbackUrl: string | null;
  readonly smsFallbackMethod: 'GET' | 'POST';
}

export const VOICE_RULES: SettingRules<VoiceUrls> = {
  voiceUrl: ['VoiceUrl', clearableUrl],
  voiceMethod: ['VoiceMethod', method],
  voiceFallbackUrl: ['VoiceFallbackUrl', clearableUrl],
  voiceFallbackMethod: ['VoiceFallbackMethod', method],
};

export const SMS_RULES: SettingRules<SmsUrls> = {
  smsUrl: ['SmsUrl', clearableUrl],
  smsMethod: ['SmsMethod', method],
  smsFallbackUrl: ['SmsFallbackUrl', clearableUrl],
  smsFallbackMethod: ['SmsFallbackMethod', method],
};

export const NO_VOICE: VoiceUrls = {
  voiceUrl: null,
  voiceMethod: 'POST',
  voiceFallbackUrl: null,
  voiceFallbackMethod: 'POST',
};

export const NO_SMS: SmsUrls = {
  smsUrl: null,
  smsMethod: 'POST',
  smsFallbackUrl: null,
  smsFallbackMethod: 'POST',
};
