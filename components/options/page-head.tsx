import { Face } from '../face.tsx';

/** The top of a full page: the product's sign and what the page is. */
export function PageHead({ title }: { title: string }) {
  return (
    <header className="page-head">
      <Face score={4} />
      {/* The product's name is the same in every language. */}
      <p translate="no">{PRODUCT}</p>
      <h1>{title}</h1>
    </header>
  );
}

const PRODUCT = 'Fivefaces';
