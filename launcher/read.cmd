@echo off
rem Starts the reader from the medium that this file lies on, and leaves nothing on the computer: double-click it.
rem
rem   read.cmd                    opens the pages in a browser
rem   read.cmd search ... -q WORD   any command of the reader; read.cmd --help lists them
rem
rem The file may have any name. The folder beside it that holds reader.jar is the one it starts.
setlocal EnableExtensions DisableDelayedExpansion

rem Java's own start can't read every letter of every language in a path; the short names of the medium it can.
for %%I in ("%~dp0.") do set "HERE=%%~sI"
if "%HERE:~-1%"=="\" set "HERE=%HERE:~0,-1%"
set "FOLDER="
for /d %%D in ("%HERE%\*") do if not defined FOLDER if exist "%%~sD\reader.jar" set "FOLDER=%%~sD"
if not defined FOLDER (
  echo bojagi: The reader is not here ^(%HERE%^). Copy the whole medium, with the folder that lies beside this file.
  pause
  exit /b 1
)

rem A 64-bit Windows says so in the second variable when it runs this in a 32-bit window.
set "MACHINE=%PROCESSOR_ARCHITECTURE%"
if defined PROCESSOR_ARCHITEW6432 set "MACHINE=%PROCESSOR_ARCHITEW6432%"
set "RUNTIME="
if /i "%MACHINE%"=="ARM64" if exist "%FOLDER%\windows-aarch64\bin\java.exe" set "RUNTIME=%FOLDER%\windows-aarch64"
if not defined RUNTIME if /i not "%MACHINE%"=="x86" if exist "%FOLDER%\windows-x64\bin\java.exe" set "RUNTIME=%FOLDER%\windows-x64"
if not defined RUNTIME (
  echo bojagi: This medium has no reader for this kind of computer ^(windows, %MACHINE%^).
  echo Use another computer, or ask who gave it to you for the plain files.
  pause
  exit /b 1
)

rem What others may have told Java to do.
set "JAVA_TOOL_OPTIONS="
set "_JAVA_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "JDK_AOT_VM_OPTIONS="
set "CLASSPATH="

set "CACHE="
if exist "%RUNTIME%\reader.aot" set CACHE="-XX:AOTCache=%RUNTIME%\reader.aot"
if not "%~1"=="" goto command

rem Without a console window: this one closes, and the reader goes on until it is locked.
start "" /b "%RUNTIME%\bin\javaw.exe" "@%FOLDER%\java.options" "@%FOLDER%\read.options" %CACHE% -Dbojagi.terminal= -jar "%FOLDER%\reader.jar" read --sticks "%FOLDER%"
exit /b 0

:command
set "SUITED="
if /i "%~1"=="read" set SUITED="@%FOLDER%\read.options"
for %%C in (extract cat verify) do if /i "%~1"=="%%C" set "SUITED=-Xmx160m"
"%RUNTIME%\bin\java.exe" "@%FOLDER%\java.options" %SUITED% %CACHE% -jar "%FOLDER%\reader.jar" %*
exit /b %ERRORLEVEL%
