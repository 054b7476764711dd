import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { keepAppearance } from "./settings/appearance";
import "./styles/tokens.css";
import "./styles/fonts.css";
import "./styles/base.css";
import { firstPicture } from "./start";
import { t } from "./text";

const client = new QueryClient({
  defaultOptions: {
    // The core says when something changed; asking again by itself would only wake an idle window.
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      networkMode: "always",
    },
    mutations: { retry: false, networkMode: "always" },
  },
});

keepAppearance(client);
document.title = t("app.name");
const root = document.getElementById("root");
firstPicture(client).then(() => {
  if (!root) return;
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  );
});
