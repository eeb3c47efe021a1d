// @microsoft/microsoft-graph-client: its page iterator, its batches, and its errors.
const {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  PageIterator,
} = require("@microsoft/microsoft-graph-client");

const base = process.env.TLS;
const tenant = process.env.TENANT;

async function token() {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: "writer",
    client_secret: "secret",
    scope: "https://graph.microsoft.com/.default",
  });
  const answer = await fetch(`${base}/${tenant}/oauth2/v2.0/token`, { method: "POST", body });
  return (await answer.json()).access_token;
}

async function everyMember(client, id) {
  const found = [];
  const first = await client.api(`/groups/${id}/members`).top(25).select("id").get();
  const iterator = new PageIterator(client, first, (member) => found.push(member.id) > 0);
  await iterator.iterate();
  return found;
}

async function batched(client, id) {
  const url = (path) => `${base}/v1.0${path}`;
  const change = {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ description: "след обяд" }),
  };
  const group = `/groups/${id}`;
  const missing = "/groups/00000000-0000-4000-8000-000000000000";
  const steps = [
    { id: "1", request: new Request(url(group), change) },
    { id: "2", request: new Request(url(`${group}?$select=description`)), dependsOn: ["1"] },
    { id: "3", request: new Request(url(missing)), dependsOn: ["2"] },
    { id: "4", request: new Request(url(group)), dependsOn: ["3"] },
  ];
  const content = await new BatchRequestContent(steps).getContent();
  const answer = new BatchResponseContent(await client.api("/$batch").post(content));
  const read = await answer.getResponseById("2").json();
  return {
    statuses: ["1", "2", "3", "4"].map((step) => answer.getResponseById(step).status),
    description: read.description,
  };
}

async function main() {
  const client = Client.init({
    baseUrl: `${base}/`,
    customHosts: new Set(["127.0.0.1"]),
    authProvider: (done) => token().then((found) => done(null, found), done),
  });
  const groups = await client.api("/groups").filter("mail eq 'clubs@south.example'").get();
  const id = groups.value[0].id;
  const members = await everyMember(client, id);
  const first = members[0];
  await client.api(`/groups/${id}/members/${first}/$ref`).delete();
  const again = { "@odata.id": `${base}/v1.0/directoryObjects/${first}` };
  const fewer = await everyMember(client, id);
  await client.api(`/groups/${id}/members/$ref`).post(again);
  const twice = await client.api(`/groups/${id}/members/$ref`).post(again).catch((error) => error);
  console.log(
    JSON.stringify({
      members: members.length,
      distinct: new Set(members).size,
      fewer: fewer.length,
      twice: [twice.statusCode, twice.code],
      batch: await batched(client, id),
    }),
  );
}

main();
