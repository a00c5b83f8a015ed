import { Trans } from '@lingui/react/macro';
import type { PopupView } from '../../lib/store/views.ts';
import { Icon } from '../icon.tsx';

/** True if the admin shows no rating at all to this person: then a score of 0 ratings would be a lie. */
export function hidesEverything({
  workspace,
  seesRatings,
}: Pick<PopupView, 'workspace' | 'seesRatings'>): boolean {
  return workspace !== null && workspace.role === 'teammate' && seesRatings === 'admins';
}

/** In the score's place where the admin shows ratings to admins only. */
export function HiddenScore() {
  return (
    <section className="block hidden-score" data-part="overall" data-state="hidden">
      <Icon name="lock" />
      <div>
        <p>
          <strong>
            <Trans>Ratings are not shown to you</Trans>
          </strong>
        </p>
        <p className="quiet">
          <Trans>
            Your admin shows ratings to admins only. Topics, known problems and reviews stay here
            for you.
          </Trans>
        </p>
      </div>
    </section>
  );
}
