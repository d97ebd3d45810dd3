/** Where most of our firms' clients have their mailbox. */
const usual = [
  'gmail.com',
  'hotmail.com',
  'hotmail.fr',
  'hotmail.be',
  'outlook.com',
  'outlook.fr',
  'outlook.be',
  'live.fr',
  'live.be',
  'msn.com',
  'yahoo.fr',
  'yahoo.com',
  'icloud.com',
  'orange.fr',
  'wanadoo.fr',
  'free.fr',
  'sfr.fr',
  'bbox.fr',
  'laposte.net',
  'telenet.be',
  'skynet.be',
  'proximus.be',
  'scarlet.be',
];

/** What an e-mail address may have been meant to be, where it is one letter away from a mailbox that many have; a question, never a fault. */
export function likelyMeant(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  if (at < 1 || usual.includes(domain)) return undefined;
  const meant = usual.find((one) => isOneSlipAway(domain, one));
  return meant && `${address.slice(0, at)}@${meant}`;
}

/** One letter too many, too few or another, or two that changed places. */
function isOneSlipAway(typed: string, meant: string): boolean {
  if (typed === meant || Math.abs(typed.length - meant.length) > 1) return false;
  const start = [...typed].findIndex((letter, place) => letter !== meant[place]);
  const from = start === -1 ? typed.length : start;
  const [left, right] = [typed.slice(from), meant.slice(from)];
  return (
    left.slice(1) === right ||
    left === right.slice(1) ||
    left.slice(1) === right.slice(1) ||
    (left.slice(2) === right.slice(2) && left[0] === right[1] && left[1] === right[0])
  );
}
