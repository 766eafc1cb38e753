import { say, type Text } from '../../lifecycle/text';

/** How old something is that was read: data changes while people look at it. Unix milliseconds. */
export function ageText(at: number, now: number): Text {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  if (seconds < 5) return say('just now');
  if (seconds < 60) return say('{0} s ago', seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? say('{0} h ago', hours) : say('{0} days ago', Math.floor(hours / 24));
}
