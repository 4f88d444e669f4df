@echo off
rem Runs Bojagi from its source folder on Windows, as the file "bojagi" does elsewhere.
setlocal EnableExtensions DisableDelayedExpansion
set "HOME_DIR=%~dp0"
set "TARGET=%HOME_DIR%target"

call :find_jdk
if not defined JDK (
  echo bojagi: No Java 25 or newer is here ^(JAVA_HOME, PATH and Program Files^). Install one and try again: 1>&2
  echo   winget install EclipseAdoptium.Temurin.25.JDK 1>&2
  exit /b 2
)
if /i "%~1"=="test" goto test
call :build_if_needed || exit /b 1
if /i "%~1"=="demo" goto demo
call :run %*
exit /b %ERRORLEVEL%

:test
set "JAVA_HOME=%JDK%"
pushd "%HOME_DIR%"
call mvn -B verify
set "CODE=%ERRORLEVEL%"
popd
exit /b %CODE%

:demo
pushd "%HOME_DIR%"
set "B=bundles\sample"
if /i "%~2"=="--again" (
  if exist "%B%" rmdir /s /q "%B%"
  del /q "%B%.key" "%B%.words" 2>nul
)
if not exist "%B%" (
  del /q "%B%.key" "%B%.words" 2>nul
  for /f "delims=" %%R in ('call "%~f0" key new -o "%B%.key"') do set "RECIPIENT=%%R"
  call "%~f0" key words --words english > "%B%.words"
  call :pack_sample
)
if not exist "%B%" (
  popd
  exit /b 1
)
for %%Q in (apricot bridge) do (
  echo.
  echo ^> bojagi search %B% -q %%Q --limit 2 --identity %B%.key
  call :run search "%B%" -q %%Q --limit 2 --identity "%B%.key"
)
echo.
echo The bundle is in %B%. Its words, for this demonstration only, are in %B%.words:
type "%B%.words"
popd
exit /b 0

:pack_sample
call :run pack corpus -o "%B%" --yes --passphrase-file "%B%.words" --recipient %RECIPIENT%
exit /b %ERRORLEVEL%

rem Sets JDK to the first folder whose file "release" says 25 or more.
:find_jdk
set "JDK="
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
if defined JDK exit /b 0
for /f "delims=" %%J in ('where java 2^>nul') do call :try_jdk "%%~dpJ.."
if defined JDK exit /b 0
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%LOCALAPPDATA%\Programs\Eclipse Adoptium") do (
  if exist "%%~R\" for /d %%J in ("%%~R\*") do call :try_jdk "%%~J"
)
exit /b 0

:try_jdk
if defined JDK exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "VERSION="
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "VERSION=%%~V"
if not defined VERSION exit /b 0
for /f "tokens=1 delims=.-+" %%M in ("%VERSION%") do set "MAJOR=%%M"
if %MAJOR% GEQ 25 set "JDK=%~f1"
exit /b 0

:build_if_needed
if not exist "%HOME_DIR%src\main\" exit /b 0
if not exist "%TARGET%\built" goto build
powershell -NoProfile -Command "$t=(Get-Item '%TARGET%\built').LastWriteTime; if (Get-ChildItem '%HOME_DIR%src\main','%HOME_DIR%src\build','%HOME_DIR%launcher','%HOME_DIR%pom.xml' -Recurse -File | Where-Object { $_.LastWriteTime -gt $t } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 exit /b 0
:build
where mvn >nul 2>nul
if errorlevel 1 (
  echo bojagi: Maven is missing, which builds Bojagi ^(mvn on the path^). Install it: winget install Apache.Maven 1>&2
  exit /b 1
)
echo bojagi: building, which takes a minute or two... 1>&2
if not exist "%TARGET%" mkdir "%TARGET%"
pushd "%HOME_DIR%"
set "SAVED_JAVA_HOME=%JAVA_HOME%"
set "JAVA_HOME=%JDK%"
call mvn -B -q -Dmaven.test.skip=true package > "%TARGET%\build.log" 2>&1
set "CODE=%ERRORLEVEL%"
set "JAVA_HOME=%SAVED_JAVA_HOME%"
popd
if not "%CODE%"=="0" (
  echo bojagi: Building failed ^(target\build.log^). The file says why; without a network the libraries are missing. 1>&2
  exit /b 1
)
exit /b 0

rem Nothing of what Java writes by itself: launcher\java.options has the rest, which a stick carries too.
:run
set "JAVA_TOOL_OPTIONS="
set "_JAVA_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "JDK_AOT_VM_OPTIONS="
set "CLASSPATH="
set "JAVA=%JDK%\bin\java.exe"
set "PROGRAM=%TARGET%\bojagi.jar"
set "CACHE="
set "SUITED="
if /i "%~1"=="read" set SUITED="@%HOME_DIR%launcher\read.options"
if /i "%~1"=="pack" set SUITED="@%HOME_DIR%launcher\pack.options"
if /i "%~1"=="reindex" set SUITED="@%HOME_DIR%launcher\pack.options"
for %%C in (search suggest list info cat extract verify read) do if /i "%~1"=="%%C" set "PROGRAM=%TARGET%\bojagi-reader.jar"
if not "%PROGRAM%"=="%TARGET%\bojagi-reader.jar" goto start
rem What the stick carries: the runtime of the reader, and the cache that was made with it and serves no other.
if not exist "%TARGET%\runtime\bin\java.exe" goto start
set "JAVA=%TARGET%\runtime\bin\java.exe"
if exist "%TARGET%\bojagi-reader.aot" set CACHE="-XX:AOTCache=%TARGET%\bojagi-reader.aot"
:start
"%JAVA%" "@%HOME_DIR%launcher\java.options" %SUITED% %CACHE% -jar "%PROGRAM%" %*
exit /b %ERRORLEVEL%
