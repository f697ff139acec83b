import { normalEmail, normalPhone } from './identity-forms';

describe('an e-mail address', () => {
  it.each([
    ['jo@example.org', 'jo@example.org'],
    [' Jo@Example.ORG\t', 'jo@example.org'],
    ['jose\u0301@example.org', 'jos\u00e9@example.org'],
    ['JOSÉ@example.org', 'jos\u00e9@example.org'],
    ['jo+tag.x_y@mail.example.co', 'jo+tag.x_y@mail.example.co'],
    ["o'brien@example.org", "o'brien@example.org"],
    ['jo@münchen.example', 'jo@münchen.example'],
    ['用户@例子.公司', '用户@例子.公司'],
    ['jo@उदाहरण.भारत', 'jo@उदाहरण.भारत'],
    ['jo@نامه\u200cای.example', 'jo@نامه\u200cای.example'],
    ['jo@paral·lel.example', 'jo@paral·lel.example'],
    ['jo@xn--mnchen-3ya.de', 'jo@xn--mnchen-3ya.de'],
    [`jo@${'a'.repeat(63)}.org`, `jo@${'a'.repeat(63)}.org`],
  ])('%j is compared as %j', (text, form) => {
    expect(normalEmail(text)).toBe(form);
    expect(normalEmail(form)).toBe(form);
  });

  it.each([
    '',
    ' ',
    'nope',
    '@example.org',
    'jo@',
    'jo@localhost',
    'jo@example..org',
    'jo@.org',
    'jo@example.org.',
    'jo@-example.org',
    'jo@example-.org',
    'jo@exam ple.org',
    'jo ann@example.org',
    'jo@ann@example.org',
    'jo@example.org, ann@example.org',
    'Jo <jo@example.org>',
    'jo@192.0.2.1',
    'jo@exam_ple.org',
    `jo@${'a'.repeat(64)}.org`,
    `${'a'.repeat(65)}@example.org`,
    'n/a',
  ])('%j is none', (text) => {
    expect(normalEmail(text)).toBeNull();
  });
});

describe('a phone number', () => {
  it.each([
    ['+49 (30) 12-34', '49301234'],
    ['tel:+4930-1234', '49301234'],
    ['٠٩٠١٢٣٤', '0901234'],
    ['۰۹۰۱۲۳۴', '0901234'],
    ['０９０-１２３４', '0901234'],
    ['०९०१२३४', '0901234'],
    ['\u{1d7ce}\u{1d7d7}\u{1d7d8}\u{1d7e3}\u{1d7f6}\u{1d7ff}', '090109'],
    ['+49 30 1234567 ext 5', '49301234567;ext=5'],
    ['+49 30 1234567 x5', '49301234567;ext=5'],
    ['+49 30 1234567, Ext. ٥', '49301234567;ext=5'],
    ['tel:+49301234567;ext=5', '49301234567;ext=5'],
    ['8 495 123-45-67 доб. 12', '84951234567;ext=12'],
    ['12345', '12345'],
  ])('%j is compared as %j', (text, form) => {
    expect(normalPhone(text)).toBe(form);
  });

  it.each([
    '',
    '0',
    '(0)',
    '-',
    '5',
    'ext 5',
    'ext 12345',
    'x12345',
    '1234',
    '١٢٣٤',
    '00000',
    '+000 000 000',
    '99999',
    'none',
    '½²³①',
  ])('%j is nobody’s', (text) => {
    expect(normalPhone(text)).toBeNull();
  });

  it('counts digits only, whatever stands between them', () => {
    expect(normalPhone('Text 12 345 Max')).toBe('12345');
  });
});
