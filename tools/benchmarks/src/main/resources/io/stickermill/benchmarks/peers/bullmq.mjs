// The queue in Redis, set as BullMQ's page on production advises: a producer that fails fast, workers that try for ever,
// three attempts with a growing pause, old jobs removed, the worker's errors listened to.
import { Queue, Worker } from 'bullmq';

const NAME = 'photos';
const connection = { url: process.env.REDIS_URL };

let queue;

export async function enqueue(job) {
  queue ??= new Queue(NAME, {
    connection: { ...connection, maxRetriesPerRequest: 1, enableOfflineQueue: false },
    defaultJobOptions: {
      attempts: 3,
      backoff: { type: 'exponential', delay: 1000 },
      removeOnComplete: { count: 1000 },
      removeOnFail: { count: 5000 },
    },
  });
  await queue.waitUntilReady();
  // The same update twice is one job.
  await queue.add('sticker', job, { jobId: `${job.chat}-${job.message}` });
}

export async function work(slots, make) {
  const worker = new Worker(NAME, (job) => make(job.data), {
    connection: { ...connection, maxRetriesPerRequest: null },
    concurrency: slots,
  });
  worker.on('error', (error) => console.error(error));
  worker.on('failed', (job, error) => console.error(job?.id, error));
  await worker.waitUntilReady();
  return () => worker.close();
}
