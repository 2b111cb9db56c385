import lit from "eslint-plugin-lit";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Ways to turn text into markup or code, and to keep records in the clear. The policy stops most of them, too late. */
const forbiddenProperties = [
  ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"].map((property) => ({
    property,
    message: "Render with Lit: text must never become markup.",
  })),
  { property: "cookie", message: "Nothing is kept outside the vault." },
];

const forbiddenGlobals = [
  ...["localStorage", "sessionStorage", "caches"].map((name) => ({ name, message: "Records are kept in the vault alone." })),
  ...["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => ({ name, message: "Nothing is sent anywhere." })),
  { name: "eval", message: "Text must never become code." },
];

const forbiddenImports = {
  patterns: [
    { group: ["lit/directives/unsafe-*", "lit-html/directives/unsafe-*", "lit/static-html*"], message: "Text must never become markup." },
    { group: ["lit/decorators*"], message: "Use static properties, so that a build only strips types." },
  ],
};

const forbiddenSyntax = [
  { selector: "Decorator", message: "Use static properties, so that a build only strips types." },
  {
    selector: "TaggedTemplateExpression TemplateElement[value.raw=/\\sstyle=/]",
    message: "The policy forbids style attributes: use a class.",
  },
  {
    selector: "TaggedTemplateExpression TemplateElement[value.raw=/\\son[a-z]+=/]",
    message: "The policy forbids inline handlers: use @event.",
  },
];

const shared = {
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "prefer-const": "error",
  eqeqeq: ["error", "always", { null: "ignore" }],
  "max-lines-per-function": ["error", 60],
  "max-lines": ["error", 400],
};

export default defineConfig(
  globalIgnores(["dist/", "pkg/", "target/", ".cache/", "**/*.d.ts"]),
  {
    files: ["www/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, lit.configs["flat/recommended"]],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...shared,
      "no-restricted-globals": ["error", ...forbiddenGlobals],
      "no-restricted-imports": ["error", forbiddenImports],
      "no-restricted-properties": ["error", ...forbiddenProperties],
      "no-restricted-syntax": ["error", ...forbiddenSyntax],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    // The choice of language is no record, and is needed before any vault is open.
    files: ["www/src/text/language.ts"],
    rules: { "no-restricted-globals": ["error", ...forbiddenGlobals.filter(({ name }) => name !== "localStorage")] },
  },
  {
    // It keeps the site's own files and nothing else; its policy lets it connect to its own origin alone.
    files: ["www/src/offline/service-worker.ts"],
    rules: { "no-restricted-globals": ["error", ...forbiddenGlobals.filter(({ name }) => !["caches", "fetch"].includes(name))] },
  },
  {
    files: ["**/*.mjs", "src/**/*.js", "*.js"],
    extends: [tseslint.configs.strict],
    rules: { ...shared, "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
