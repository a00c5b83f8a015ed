import { SourceError } from './errors.ts';

/** A choice that was made when a source was connected does not fit: words for the person. */
export function configInvalid(message: string, remedy = 'Change it and try again.'): SourceError {
  return new SourceError('contract', {
    code: 'config_invalid',
    transient: false,
    message,
    remedy,
  });
}

/** The platform has no way to switch asking for ratings; `where` says where it is done by hand. */
export function cannotSwitch(platform: string, where: string): SourceError {
  return new SourceError('contract', {
    code: 'cannot_switch',
    transient: false,
    message: `${platform} has no way to switch asking for ratings from outside.`,
    remedy: `Change it in ${where}.`,
  });
}
