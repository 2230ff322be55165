/** What else has versions: the number behind one of these names is not that of the desk's product. */

/** Small letters, one е for ё, nominative: other cases are told by their stems, punctuation and spaces do not count. */
const NAMES: Readonly<Record<string, string>> = {
  /** Operating systems and what runs them. */
  systems: `os, operating system, windows, windows nt, windows server, win, msdos, dos, macos, mac os,
    mac os x, os x, osx, big sur, ventura, sonoma, sequoia, monterey, catalina, ios, ipados, iphone os,
    iphone, ipad, watchos, tvos, android, harmonyos, emui, miui, one ui, hyperos, chromeos, chrome os, linux,
    ubuntu, debian, fedora, centos, rhel, red hat, mint, linux mint, suse, opensuse, alpine, arch linux,
    astra linux, freebsd, kernel, wsl, vmware, virtualbox, hyper v, docker, docker desktop, kubernetes, k8s,
    citrix, ос, операционная система, операционка, винда, виндоус, виндовс, макос, мак ос, айос, айфон,
    айпад, андроид, линукс, убунту, астра линукс, ядро, операційна система, betriebssystem,
    système d'exploitation, sistema operativo`,
  /** Browsers. */
  browsers: `browser, web browser, chrome, google chrome, chromium, firefox, mozilla, mozilla firefox,
    safari, edge, microsoft edge, opera, opera gx, brave, vivaldi, internet explorer, ie, yandex browser,
    samsung internet, applewebkit, webkit, gecko, webview, user agent, браузер, хром, гугл хром, мозилла,
    файрфокс, сафари, опера, эдж, яндекс браузер, яндекс, navigateur, navegador`,
  /** Languages, runtimes, libraries. */
  languages: `java, jdk, jre, jvm, openjdk, kotlin, scala, python, pip, ruby, gem, php, perl, go, golang,
    rust, cargo, node, node.js, nodejs, npm, yarn, pnpm, deno, bun, .net, .net framework, .net core, dotnet,
    asp.net, mono, visual c++, visual studio, vs code, xcode, swift, typescript, javascript, react,
    react native, angular, vue, express, electron, qt, flutter, django, flask, laravel, rails, spring,
    spring boot, unity, gradle, maven, git, cmake, gcc, clang, glibc, powershell, bash, джава, питон`,
  /** Servers, databases, protocols. */
  servers: `nginx, apache, tomcat, iis, haproxy, envoy, openssl, openssh, curl, postgres, postgresql,
    mysql, mariadb, oracle, mongodb, redis, sqlite, sql server, ms sql, mssql, elasticsearch, kafka,
    rabbitmq, exchange, exchange server, wordpress, drupal, jira, http, https, tls, ssl, smb, ntlm, ldap,
    usb, hdmi, bluetooth, wifi, wi fi, ipv, directx, opengl, vulkan, cuda, api, protocol, протокол, блютуз`,
  /** Office suites and what stands beside every desk's product. */
  office: `office, microsoft office, ms office, microsoft 365, office 365, word, excel, powerpoint,
    outlook, access, onedrive, teams, microsoft teams, skype, zoom, slack, libreoffice, openoffice, acrobat,
    acrobat reader, adobe reader, pdf, thunderbird, whatsapp, telegram, 1с, 1c, 1с предприятие,
    1с бухгалтерия, ворд, эксель, аутлук, офис, телеграм, antivirus, антивирус, kaspersky, касперский,
    firmware, прошивка, bios, uefi, биос, driver, graphics driver, драйвер, treiber, pilote, controlador`,
};

export const FOREIGN_NAMES: readonly string[] = Object.values(NAMES).flatMap((names) => names.split(/,\s+/u));
