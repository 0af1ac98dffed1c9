const digits = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Whether a lower-case bech32 text (BIP 173, without its limit of 90 characters) carries a valid sum. */
export function isBech32(text: string): boolean {
  const split = text.lastIndexOf('1');
  const values = valuesOf(text.slice(split + 1));
  return values !== undefined && polymod([...expand(text.slice(0, split)), ...values]) === 1;
}

/** The six characters that make `prefix` + `1` + `data` valid; undefined where `data` is not of the alphabet. */
export function bech32Sum(prefix: string, data: string): string | undefined {
  const values = valuesOf(data);
  if (!values) return undefined;
  const sum = polymod([...expand(prefix), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  return [25, 20, 15, 10, 5, 0].map((shift) => digits[(sum >>> shift) & 31]).join('');
}

function valuesOf(text: string): number[] | undefined {
  const values = [...text].map((character) => digits.indexOf(character));
  return values.includes(-1) ? undefined : values;
}

function expand(prefix: string): number[] {
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generators.forEach((generator, bit) => {
      if ((top >>> bit) & 1) sum ^= generator;
    });
  }
  return sum;
}
