import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** What a surface shows where the data kept on this computer can't be read. */
export function StoreError() {
  return (
    <div className="block">
      <Notice tone="error" title="The data on this computer can't be read">
        <p>
          The browser may be short of disk space, or a newer version of Fivefaces has used it. No
          rating is lost: the server has them all.
        </p>
        <Button onClick={() => window.location.reload()}>Try again</Button>
      </Notice>
    </div>
  );
}
