import "./pages/tp-app.ts";
import { language } from "./text/language.ts";

document.documentElement.lang = language;
document.body.append(document.createElement("tp-app"));
