import { SMTPServer } from 'smtp-server';
import { tell, whenEnded } from './child.ts';

// A mail server on 127.0.0.1 that takes every message, reads it to its end, and keeps none.
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  maxClients: 200,
  onData(stream, _session, answer) {
    stream.on('data', () => undefined).on('end', () => answer());
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  tell({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
whenEnded(() => new Promise<void>((closed) => server.close(() => closed())));
