// googleapis, as its documentation shows it: a service account that acts for an administrator.
const { google } = require("googleapis");

const key = JSON.parse(process.env.ACCOUNT);
const scope = (name) => `https://www.googleapis.com/auth/${name}`;
const auth = new google.auth.JWT({
  email: key.client_email,
  key: key.private_key,
  scopes: [
    "admin.directory.user",
    "admin.directory.group",
    "admin.directory.orgunit",
    "apps.groups.settings",
    "apps.licensing",
  ].map(scope),
  subject: "admin@north.example",
});

async function addresses(admin) {
  const found = [];
  let pageToken;
  do {
    const page = await admin.users.list({ customer: "my_customer", maxResults: 30, pageToken });
    found.push(...page.data.users.map((user) => user.primaryEmail));
    pageToken = page.data.nextPageToken;
  } while (pageToken);
  return found;
}

async function main() {
  const admin = google.admin({ version: "directory_v1", auth });
  const settings = google.groupssettings({ version: "v1", auth });
  const licensing = google.licensing({ version: "v1", auth });
  const users = await addresses(admin);

  const unit = { name: "Клуб 'Шах' 50%", parentOrgUnitPath: "/" };
  await admin.orgunits.insert({ customerId: "my_customer", requestBody: unit });
  const read = await admin.orgunits.get({ customerId: "my_customer", orgUnitPath: unit.name });

  const email = "choir@north.example";
  await admin.groups.insert({ requestBody: { email, name: "Хор" } });
  const member = { email: "PUPIL01@north.example", role: "OWNER" };
  await admin.members.insert({ groupKey: email, requestBody: member });
  const members = await admin.members.list({ groupKey: email });
  await settings.groups.patch({ groupUniqueId: email, requestBody: { whoCanJoin: "INVITED_CAN_JOIN" } });
  const joined = await settings.groups.get({ groupUniqueId: email });

  const licence = { productId: "101031", skuId: "1010310009" };
  await licensing.licenseAssignments.insert({ ...licence, requestBody: { userId: users[1] } });
  const held = await licensing.licenseAssignments.listForProduct({ productId: "101031", customerId: "C0north" });
  const missing = await admin.groups.get({ groupKey: "nobody@north.example" }).catch((error) => error);

  console.log(
    JSON.stringify({
      users: users.length,
      distinct: new Set(users).size,
      unit: read.data.orgUnitPath,
      members: members.data.members.map((one) => [one.email, one.role]),
      whoCanJoin: joined.data.whoCanJoin,
      licences: held.data.items.map((item) => item.userId),
      missing: [missing.status, missing.message],
    }),
  );
}

main();
