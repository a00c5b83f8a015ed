import type { Random } from './random.ts';

const FIRST =
  `Mara Jonas Aylin Tomasz Ingrid Pablo Chiara Oskar Leila Hugo Noor Mikkel Sofia Emre Klara
Daan Amélie Radek Yuki Anton Greta Samir Elin Matteo Freya Lukas Inês Viktor Hana Nils Paula Karim
Astrid Felix Zoe Arturo Signe Milan Rosa Henrik Dalia Bruno Tilda Kaspar Nadia Ivo Marta Olav Selma
Theo Vera Rune Lotte Davor Ebba Jules Mina Pavel Sanne Ravi`.split(/\s+/);

const LAST =
  `Lindqvist Brandt Yilmaz Kowalski Haugen Ortega Bianchi Nyberg Haddad Lefevre Rahman Sorensen
Ferreira Demir Novak Visser Moreau Dvorak Tanaka Petrov Keller Aziz Holm Ricci Berg Schneider Costa
Ivanov Suzuki Dahl Romero Nasser Strand Weber Papas Vega Krogh Jovanov Silva Madsen Khalil Conti
Ek Baumann Farah Horvat Wolski Lund Meyer Garnier Falk Solberg Janssen Babic Aalto Roux Park Horak
Smit Iyer`.split(/\s+/);

/** An invented customer: the shop's own reference of them, and an address that cannot exist. */
export interface Customer {
  reference: string;
  email: string;
}

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** `count` customers (at most 3,000), each once. */
export function inventCustomers(random: Random, count: number): Customer[] {
  const references = new Set<string>();
  while (references.size < Math.min(count, 3_000)) {
    references.add(`${plain(random.pick(FIRST))}.${plain(random.pick(LAST))}`);
  }
  return [...references].map((reference) => ({ reference, email: `${reference}@example.com` }));
}

/** First names of the shop's own people. */
export const TEAMMATES = ['Ada', 'Ben', 'Carmen', 'Dev'] as const;
