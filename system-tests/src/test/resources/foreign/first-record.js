// Reads the first record of a topic as other people's programs do, and knows nothing of ours:
//   node first-record.js BROKER REGISTRY TOPIC
// REGISTRY is Confluent's interface: http://HOST:PORT/apis/ccompat/v7
import { Kafka, logLevel } from 'kafkajs';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const [broker, registry, topic] = process.argv.slice(2);
const groupId = `first-record-${process.pid}-${Date.now()}`;
const kafka = new Kafka({ clientId: 'first-record', brokers: [broker], logLevel: logLevel.ERROR });
const schemas = new SchemaRegistry({ host: registry });
const consumer = kafka.consumer({ groupId });

const record = await new Promise((found, failed) => {
  consumer.connect()
    .then(() => consumer.subscribe({ topics: [topic], fromBeginning: true }))
    .then(() => consumer.run({
      eachMessage: async ({ message }) => {
        try {
          found({ key: message.key.toString(), value: await schemas.decode(message.value) });
        } catch (error) {
          failed(error);
        }
      },
    }))
    .catch(failed);
});
await consumer.disconnect();
const admin = kafka.admin();
await admin.connect();
await admin.deleteGroups([groupId]);
await admin.disconnect();
console.log(JSON.stringify(record, (_, value) => (value?.type === 'Buffer' ? `${value.data.length} bytes` : value)));
