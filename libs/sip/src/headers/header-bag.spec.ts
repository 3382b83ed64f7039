import { describe, expect, it } from '@jest/globals';
import { field, HeaderBag } from './header-bag.ts';
import { headerKey, usualNameAt } from './header-key.ts';
import { Params } from './params.ts';

const bag = new HeaderBag([field('Via', 'a'), field('To', 'b'), field('v', 'c'), field('X-Odd', 'd')]);
const spelled = (headers: HeaderBag): readonly string[] =>
  [...headers].map(({ name, value }) => `${name}: ${value}`);

describe('header names', () => {
  it.each([
    ['Via', 'via'],
    ['VIA', 'via'],
    ['v', 'via'],
    ['V', 'via'],
    ['i', 'call-id'],
    ['L', 'content-length'],
    ['m', 'contact'],
    ['x', 'session-expires'],
    ['X-Tandem', 'x-tandem'],
    ['z', 'z'],
    ['__proto__', '__proto__'],
    ['CONSTRUCTOR', 'constructor'],
  ])('%s is %s', (name, key) => expect(headerKey(name)).toBe(key));

  it('are found in a line without being cut out, when usual', () => {
    const line = 'x\r\nCall-ID: 1';
    expect(usualNameAt(line, 3, 10)).toEqual({ key: 'call-id', name: 'Call-ID' });
    expect(usualNameAt(line, 3, 9)).toBeUndefined();
    expect(usualNameAt('call-id:', 0, 7)).toBeUndefined();
    expect(usualNameAt('', 0, 0)).toBeUndefined();
  });
});

describe('a bag of headers', () => {
  it('finds fields by their canonical names, compact ones too', () => {
    expect(bag.first('via')).toBe('a');
    expect(bag.all('via')).toEqual(['a', 'c']);
    expect(bag.count('via')).toBe(2);
    expect(bag.has('to')).toBe(true);
    expect([bag.first('from'), bag.all('from'), bag.has('from'), bag.count('from')]).toEqual([
      undefined,
      [],
      false,
      0,
    ]);
    expect(bag.size).toBe(4);
  });

  it('holds names that plain objects have', () => {
    const odd = new HeaderBag([field('__proto__', 'x'), field('toString', 'y')]);
    expect(odd.first('__proto__')).toBe('x');
    expect(odd.first('tostring')).toBe('y');
    expect(new HeaderBag([]).first('constructor')).toBeUndefined();
  });

  it('keeps an empty value apart from none', () => {
    const empty = new HeaderBag([field('Subject', '')]);
    expect([empty.has('subject'), empty.first('subject')]).toEqual([true, '']);
  });

  it('is changed by making another', () => {
    expect(spelled(bag.prepended(field('Via', 'z')))[0]).toBe('Via: z');
    expect(spelled(bag.appended(field('Via', 'z'))).at(-1)).toBe('Via: z');
    expect(spelled(bag.without('via', 'x-odd'))).toEqual(['To: b']);
    expect(spelled(bag.replaced('Via', 'z'))).toEqual(['Via: z', 'To: b', 'X-Odd: d']);
    expect(spelled(bag.replaced('From', 'z')).at(-1)).toBe('From: z');
    expect(spelled(bag)).toEqual(['Via: a', 'To: b', 'v: c', 'X-Odd: d']);
  });

  it('remembers what was made of it, slot by slot', () => {
    let made = 0;
    const make = (): object => ({ made: (made += 1) });
    expect(bag.remember(0, make)).toBe(bag.remember(0, make));
    expect(bag.remember(1, make)).not.toBe(bag.remember(0, make));
    expect(made).toBe(2);
    expect(bag.without('to').remember(0, make)).toEqual({ made: 3 });
  });
});

describe('parameters', () => {
  const params = new Params([
    { name: 'Tag', value: 'x' },
    { name: 'lr', value: undefined },
  ]);

  it('are found whatever their case, and a name without a value is there', () => {
    expect([params.get('tag'), params.has('tag')]).toEqual(['x', true]);
    expect([params.get('lr'), params.has('lr')]).toEqual([undefined, true]);
    expect([params.get('q'), params.has('q')]).toEqual([undefined, false]);
    expect(params.size).toBe(2);
  });

  it('are changed by making others', () => {
    expect(params.with('TAG', 'y').toString()).toBe(';TAG=y;lr');
    expect(params.with('q', '1').toString()).toBe(';Tag=x;lr;q=1');
    expect(params.without('tag').toString()).toBe(';lr');
    expect(params.toString()).toBe(';Tag=x;lr');
    expect(Params.none.toString()).toBe('');
  });
});
