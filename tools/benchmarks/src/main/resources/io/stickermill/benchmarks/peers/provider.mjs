// A provider makes it: the photo is posted, the sticker is the answer.
export async function made(photo) {
  const answer = await fetch(process.env.PROVIDER_URL, { method: 'POST', body: photo });
  if (!answer.ok) throw new Error(`the provider: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
