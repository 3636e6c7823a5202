; The installer: run by "build.py --installer", which says the version.
; Installs for one user without administrator rights; whoever has them may choose all users.
; Removing the program leaves company files, settings and logs where they are.

#ifndef Version
  #error Run: python packaging/windows/build.py --installer
#endif
#define Name "SubJob Desk"
#define Window "SubJob Desk.exe"
#define Console "subjob-desk.exe"
#define Built "..\..\dist\SubJob Desk"

[Setup]
; Never changes: by it Windows knows an update from another program.
AppId={{6B0F4A53-4C1E-4B54-9C39-9D3B2E6F7A11}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
AppPublisher={#Name}
VersionInfoVersion={#Version}
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=SubJob-Desk-{#Version}-setup
SetupIconFile=..\..\build\packaging\app.ico
UninstallDisplayIcon={app}\{#Window}
UninstallDisplayName={#Name}
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktop"; Description: "Put an icon on the desktop"; Flags: unchecked

[InstallDelete]
; Libraries of the version before: only what this version brings may be found there.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Built}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\{#Window}"
Name: "{group}\{#Name}, sample company"; Filename: "{app}\{#Window}"; Parameters: "--sample"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Window}"; Tasks: desktop

[Registry]
; Company files and packets open in the window by a double click.
Root: HKA; Subkey: "Software\Classes\.sjdesk\OpenWithProgids"; ValueType: string; ValueName: "SubJobDesk.Company"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\SubJobDesk.Company"; ValueType: string; ValueData: "SubJob Desk company"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\SubJobDesk.Company\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Window},0"
Root: HKA; Subkey: "Software\Classes\SubJobDesk.Company\shell\open\command"; ValueType: string; ValueData: """{app}\{#Window}"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.sjpkg\OpenWithProgids"; ValueType: string; ValueName: "SubJobDesk.Packet"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\SubJobDesk.Packet"; ValueType: string; ValueData: "SubJob Desk packet"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\SubJobDesk.Packet\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Window},0"
Root: HKA; Subkey: "Software\Classes\SubJobDesk.Packet\shell\open\command"; ValueType: string; ValueData: """{app}\{#Window}"" ""%1"""
; "Run" and the start menu's search find the console program by its name.
Root: HKA; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\{#Console}"; ValueType: string; ValueData: "{app}\{#Console}"; Flags: uninsdeletekey

[Run]
Filename: "{app}\{#Window}"; Description: "Open {#Name}"; Flags: nowait postinstall skipifsilent

; There is no [UninstallDelete]: only what was installed is removed.
