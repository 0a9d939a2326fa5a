#Requires -RunAsAdministrator
<#
.SYNOPSIS
Prepares this Windows machine as a photo kiosk station: account, folder rights, policies, shell. Can be run again.
.PARAMETER User
The station's local standard account; made when it is not there.
.PARAMETER Remove
Takes the shell away from the account again. Account, data and policies of the machine stay.
#>
[CmdletBinding()]
param([string]$User = 'kiosk', [switch]$Remove)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$namespace = 'root\cimv2\mdm\dmmap'
$configuration = Get-CimInstance -Namespace $namespace -ClassName MDM_AssignedAccess
if ($Remove) {
  $configuration.ShellLauncher = $null
  Set-CimInstance -CimInstance $configuration
  Write-Output "Shell Launcher is off; $User gets the desktop at the next sign-in."
  return
}

$program = Join-Path $env:ProgramFiles 'Photo Kiosk\Photo Kiosk.exe'
if (-not (Test-Path $program)) { throw "expected $program, got nothing: install the kiosk for all users first" }

if (-not (Get-LocalUser -Name $User -ErrorAction SilentlyContinue)) {
  $password = Read-Host -AsSecureString "Password for the new account $User"
  New-LocalUser -Name $User -Password $password -PasswordNeverExpires -UserMayNotChangePassword | Out-Null
  Add-LocalGroupMember -SID 'S-1-5-32-545' -Member $User
}

# The account reads the settings and changes nothing of them.
$settings = Join-Path $env:ProgramData 'photo-kiosk'
New-Item -ItemType Directory -Force -Path $settings | Out-Null
icacls $settings /inheritance:r /grant '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' "${User}:(OI)(CI)RX" | Out-Null

# Machine policies. Each line: what a person at the station could do otherwise.
$policies = @(
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\EdgeUI', 'AllowEdgeSwipe', 0),
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\Explorer', 'DisableNotificationCenter', 1),
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\Explorer', 'NoAutoplayfornonVolume', 1),
  @('HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer', 'NoDriveTypeAutoRun', 255),
  @('HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System', 'HideFastUserSwitching', 1),
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\AppPrivacy', 'LetAppsAccessCamera', 1),
  @('HKLM:\SYSTEM\CurrentControlSet\Services\USBSTOR', 'Start', 4)
)
foreach ($policy in $policies) {
  $key, $name, $value = $policy
  if (-not (Test-Path $key)) { New-Item -Force -Path $key | Out-Null }
  New-ItemProperty -Force -Path $key -Name $name -Value $value -PropertyType DWord | Out-Null
}
powercfg /change monitor-timeout-ac 0
powercfg /change standby-timeout-ac 0

Enable-WindowsOptionalFeature -Online -NoRestart -All -FeatureName 'Client-EmbeddedShellLauncher' | Out-Null
$xml = Get-Content -Raw (Join-Path $PSScriptRoot 'shell-launcher.xml')
$xml = $xml.Replace('<Account Name="kiosk" />', "<Account Name=`"$User`" />")
$configuration.ShellLauncher = [System.Net.WebUtility]::HtmlEncode($xml)
Set-CimInstance -CimInstance $configuration
Write-Output "Ready. Sign $User in automatically (Sysinternals Autologon), then restart."
