import type { ReviewFacts } from './commands.ts';

type About = ReviewFacts['about'];

/** Saves of one review, by their notes, which are each save's own. */
export interface Saves {
  about: About;
  byOther: string[];
  /** Kept in this browser for certain: the person was told so. */
  here: string[];
  /** The background died of them: kept or not, nobody was told. */
  perhaps: string[];
}

/** The model of reviews: which saves were made, by whom, and whether they were kept for certain. */
export class ExpectedReviews {
  /** False once the server went back to a backup: what it had taken since is gone. */
  exact = true;
  readonly #saves = new Map<string, Saves>();
  #notes = 0;

  nextNote(): string {
    this.#notes += 1;
    return `note ${this.#notes}`;
  }

  savedByOther(about: About, note: string): void {
    this.of(about).byOther.push(note);
  }

  savedHere(about: About, note: string, certain: boolean): void {
    this.of(about)[certain ? 'here' : 'perhaps'].push(note);
  }

  /** What was ever reviewed. */
  all(): Saves[] {
    return [...this.#saves.values()];
  }

  of(about: About): Saves {
    const key = `${about.subject} ${about.id}`;
    const known = this.#saves.get(key) ?? { about, byOther: [], here: [], perhaps: [] };
    this.#saves.set(key, known);
    return known;
  }
}
