/** What is said about tenants, their limits and their groups. */
export const directoryTexts = {
  directory: {
    blocked: "Your role may not change this. Ask an administrator for “Manage directory”.",
  },
  tenants: {
    all: "All tenants",
    none: "No tenant yet",
    switch: "Tenant in view: {{tenant}}. Choose another",
    menu: "Tenants",
    find: "Find a tenant",
    noneFound: "No tenant of this name",
    inView: "in view",
    newMenu: "New tenant…",
    manage: "Manage tenants",
  },
  limits: {
    tip: "Used and allowed credentials of {{tenant}}. Opens Limits.",
  },
} as const;
