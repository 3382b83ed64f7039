import type { Receipt, UnitReceipt } from '@tandem/receipts';
import type { TextEntity } from './entity.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';

type Fields = Readonly<Record<string, string | number | null>>;

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const receiptFields = ({ sid, revision, status, insyncAt, units }: Receipt): Fields => ({
  sid,
  revision,
  status,
  insync_at: iso(insyncAt),
  unreachable: units.filter((unit) => unit.status === 'UNREACHABLE').length,
});

const unitFields = (unit: UnitReceipt): Fields => ({
  unit: unit.unit,
  kind: unit.kind,
  status: unit.status,
  revision: unit.revision,
  applied_at: iso(unit.appliedAt),
  revoked_at: iso(unit.revokedAt),
  expected_by: iso(unit.expectedBy),
  lag_ms: Math.round(unit.lagMs),
  last_heard: iso(unit.lastHeard),
});

const xmlName = (name: string): string =>
  name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const elements = (fields: Fields): string =>
  Object.entries(fields)
    .flatMap(([name, value]) => (value === null ? [] : [xmlElement(xmlName(name), escapeXml(String(value)))]))
    .join('');

/** A receipt: which units have a change. What is not known (yet) is null, and absent in XML. */
export const propagationEntity = (receipt: Receipt): TextEntity => ({
  json: () => JSON.stringify({ ...receiptFields(receipt), units: receipt.units.map(unitFields) }),
  xml: () => {
    const units = receipt.units.map((unit) => xmlElement('Unit', elements(unitFields(unit)))).join('');
    return xmlDocument(
      xmlElement('Propagation', elements(receiptFields(receipt)) + xmlElement('Units', units)),
    );
  },
});
