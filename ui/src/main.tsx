import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/queries";
import { openSnapshot } from "./api/snapshot";
import { createAppRouter } from "./app/router";
import { applyTheme, storedTheme } from "./app/theme";
import "./tokens/tokens.css";
import "./tokens/base.css";

applyTheme(storedTheme());

const queries = createQueryClient();
const router = createAppRouter(queries, openSnapshot());

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
