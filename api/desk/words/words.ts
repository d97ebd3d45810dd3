import { messagesOf } from '../../pages/messages.ts';
import { areas } from './all.ts';

/** A message of the desk in somebody's language. */
export const message = messagesOf(areas);
