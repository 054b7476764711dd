import { expect, test } from "vitest";
import { holdsKey } from "./key-shapes";

const keys = [
  "e61e92fb-bfd9-4cef-9b21-6f1e8211b77b",
  "0123456789ABCDEF0123456789ABCDEF",
  `${"aB3".repeat(14)}Z`,
  "ab01".repeat(16),
  "acme_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17",
  "acme_prod_1_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17",
];

test.each(keys)("%s is seen wherever it stands", (key) => {
  for (const text of [
    key,
    `  ${key}\n`,
    `"${key}"`,
    `‘${key}’`,
    `Authorization: Bearer ${key}`,
    `rest_api_key=${key}`,
    `status:active ${key}`,
  ])
    expect(holdsKey(text)).toBe(true);
});

test.each([
  "",
  "crm",
  'status:active expires:<30d group:"Payments" address:10.0.0.5',
  "a_customer_portal_with_a_long_name_in_it",
  "2001:db8::/32",
  "x".repeat(42),
  "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17",
])("%s is text", (text) => {
  expect(holdsKey(text)).toBe(false);
});
