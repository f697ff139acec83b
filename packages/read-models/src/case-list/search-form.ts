/**
 * The form in which texts are indexed and looked for. The tokenizer of the index, unicode61, folds case and the accents of
 * Latin letters, and takes every other sequence of code points for another word: a syllable of Hangul and its letters, kana of
 * half the width, a ligature. NFKC makes one sequence of all that are canonically or compatibly equivalent.
 */
export function searchForm(text: string): string {
  return text.normalize('NFKC');
}
