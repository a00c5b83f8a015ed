import { Face } from '../face.tsx';

/** The top of a full page: the product's sign and what the page is. */
export function PageHead({ title }: { title: string }) {
  return (
    <header className="page-head">
      <Face score={4} />
      <p>Fivefaces</p>
      <h1>{title}</h1>
    </header>
  );
}
