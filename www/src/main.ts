import { installOffer } from "./app/install.ts";
import { askToKeepStorage } from "./app/storage.ts";
import { keepSite } from "./app/updates.ts";
import { clearLeftDrills } from "./backup/drill-vault.ts";
import { folderKeeper } from "./backup/keeper.ts";
import { lockKeeper } from "./lock/keeper.ts";
import "./pages/tp-app.ts";
import { text } from "./text/index.ts";
import { language } from "./text/language.ts";

lockKeeper.start();
document.documentElement.lang = language;
document.querySelector('meta[name="description"]')?.setAttribute("content", text.shell.description);
document.body.append(document.createElement("tp-app"));
installOffer.start();
askToKeepStorage();
folderKeeper.start();
keepSite();
void clearLeftDrills();
