import { Face, Mark } from '../../face.tsx';
import { Icon } from '../../icon.tsx';
import type { Sign } from '../../verdict-words.ts';

/** The face of a conversation in a list, or what stands in its place. Its words stand beside it. */
export function ConversationSign({ sign }: { sign: Sign }) {
  switch (sign.kind) {
    case 'face':
    case 'outlined':
      return <Face score={sign.score} outlined={sign.kind === 'outlined'} />;
    case 'mark':
      return <Mark sentiment={sign.sentiment} />;
    case 'hidden':
      return <Icon name="lock" />;
    case 'none':
      return <span aria-hidden="true">–</span>;
    case 'unknown':
      return <span aria-hidden="true">?</span>;
  }
}
