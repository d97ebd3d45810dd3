import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type * as Sdk from '@aws-sdk/client-s3';
import type { Upload } from '@aws-sdk/lib-storage';
import { asFault, Source } from './faults.ts';
import { checkStoredName, FileMissing, isStoredName, type Storage, StorageFault, type StoredFile } from './storage.ts';

/** Where the bucket is, and how it is entered. */
export interface S3Settings {
  bucket: string;
  /** What all names of ours begin with, such as `doleance/`; empty for the whole bucket. */
  prefix: string;
  region: string;
  /** Address of an S3-compatible service; left out for AWS. */
  endpoint?: string | undefined;
  /** Left out, the AWS SDK finds them where it always does: profile, container, instance. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
}

/** A part of a large file; two of them stand in memory at most. */
const partLength = 8 * 1024 * 1024;

/**
 * Storage in a bucket of S3 or of a service that is compatible with it. A file is written under a passing name, copied by the service to
 * the one that follows from its bytes, and so is there whole or not at all.
 */
export class S3Storage implements Storage {
  readonly #settings: S3Settings;
  readonly #kit: Kit;

  private constructor(settings: S3Settings, kit: Kit) {
    this.#settings = settings;
    this.#kit = kit;
  }

  /** The SDK is loaded only where a bucket is used. */
  static async open(settings: S3Settings): Promise<S3Storage> {
    return new S3Storage(settings, await loadKit(settings));
  }

  async write(bytes: AsyncIterable<Uint8Array>): Promise<{ name: string; size: number }> {
    const source = new Source();
    const passing = this.#key(`unfinished/${randomUUID()}`);
    try {
      const { name, size } = await this.#upload(passing, source.of(bytes));
      await this.#copy(passing, name);
      return { name, size };
    } catch (thrown) {
      throw source.orFault(thrown);
    } finally {
      await this.#removeKey(passing).catch(() => undefined);
    }
  }

  async *read(name: string): AsyncGenerator<Uint8Array, void, void> {
    const { client, sdk } = this.#kit;
    const command = new sdk.GetObjectCommand({ Bucket: this.#settings.bucket, Key: this.#keyOf(name) });
    try {
      const { Body } = await client.send(command);
      yield* Body as Readable as AsyncIterable<Uint8Array>;
    } catch (fault) {
      throw isMissing(fault) ? new FileMissing() : new StorageFault(fault);
    }
  }

  async remove(name: string): Promise<void> {
    await asFault(this.#removeKey(this.#keyOf(name)));
  }

  async *list(): AsyncGenerator<StoredFile, void, void> {
    for await (const { key, size, at } of this.#keysIn('files/')) {
      const name = key.split('/').at(-1) ?? '';
      if (isStoredName(name)) yield { name, size, keptAt: at };
    }
  }

  async removeUnfinished(before: Date): Promise<number> {
    let removed = await this.#abortUploads(before);
    for await (const { key, at } of this.#keysIn('unfinished/')) {
      if (at >= before) continue;
      await asFault(this.#removeKey(key));
      removed += 1;
    }
    return removed;
  }

  /** Ends the connections that are kept open. */
  close(): void {
    this.#kit.client.destroy();
  }

  async #upload(key: string, bytes: AsyncIterable<Uint8Array>): Promise<{ name: string; size: number }> {
    const hash = createHash('sha256');
    let size = 0;
    async function* counted() {
      for await (const part of bytes) {
        hash.update(part);
        size += part.length;
        yield part;
      }
    }
    const body = Readable.from(counted(), { objectMode: false });
    try {
      await new this.#kit.Upload({
        client: this.#kit.client,
        params: { Bucket: this.#settings.bucket, Key: key, Body: body, ContentType: 'application/octet-stream' },
        partSize: partLength,
        queueSize: 1,
      }).done();
    } finally {
      body.destroy();
    }
    return { name: hash.digest('hex'), size };
  }

  async #copy(from: string, name: string): Promise<void> {
    const { client, sdk } = this.#kit;
    const { bucket } = this.#settings;
    const source = `${bucket}/${from}`.split('/').map(encodeURIComponent).join('/');
    await client.send(new sdk.CopyObjectCommand({ Bucket: bucket, Key: this.#keyOf(name), CopySource: source }));
  }

  async #removeKey(key: string): Promise<void> {
    const { client, sdk } = this.#kit;
    await client.send(new sdk.DeleteObjectCommand({ Bucket: this.#settings.bucket, Key: key }));
  }

  async *#keysIn(folder: string): AsyncGenerator<{ key: string; size: number; at: Date }, void, void> {
    const { client, sdk } = this.#kit;
    for (let after: string | undefined; ; ) {
      const command = new sdk.ListObjectsV2Command({
        Bucket: this.#settings.bucket,
        Prefix: this.#key(folder),
        ...(after === undefined ? {} : { ContinuationToken: after }),
      });
      const page = await asFault(client.send(command));
      for (const { Key, Size = 0, LastModified } of page.Contents ?? [])
        if (Key !== undefined && LastModified) yield { key: Key, size: Size, at: LastModified };
      if (!page.IsTruncated || page.NextContinuationToken === undefined) return;
      after = page.NextContinuationToken;
    }
  }

  /** Parts of uploads that never ended cost room and are in no list of objects. */
  async #abortUploads(before: Date): Promise<number> {
    const { client, sdk } = this.#kit;
    const { bucket } = this.#settings;
    const listed = new sdk.ListMultipartUploadsCommand({ Bucket: bucket, Prefix: this.#key('unfinished/') });
    const { Uploads = [] } = await asFault(client.send(listed));
    const old = Uploads.filter(({ Initiated }) => Initiated !== undefined && Initiated < before);
    for (const { Key, UploadId } of old)
      await asFault(client.send(new sdk.AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId })));
    return old.length;
  }

  #key(rest: string): string {
    return `${this.#settings.prefix}${rest}`;
  }

  #keyOf(name: string): string {
    return this.#key(`files/${checkStoredName(name).slice(0, 2)}/${name}`);
  }
}

interface Kit {
  client: Sdk.S3Client;
  sdk: typeof Sdk;
  Upload: typeof Upload;
}

async function loadKit({ region, endpoint, credentials }: S3Settings): Promise<Kit> {
  const [sdk, { Upload }] = await Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/lib-storage')]);
  const client = new sdk.S3Client({
    region,
    // Services that are compatible with S3 know buckets in the path, and not always the newer checksums.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
  });
  return { client, sdk, Upload };
}

function isMissing(fault: unknown): boolean {
  const { name, $metadata } = fault as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'NoSuchKey' || name === 'NotFound' || ($metadata?.httpStatusCode === 404 && name !== 'NoSuchBucket');
}
