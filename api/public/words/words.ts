import { messagesOf } from '../../pages/messages.ts';
import { publicAreas } from './all.ts';

/** A message of the public pages. */
export const publicMessage = messagesOf(publicAreas);
