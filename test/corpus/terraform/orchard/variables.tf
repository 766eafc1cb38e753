variable "tenant_id" {
  type        = string
  description = "Microsoft Entra tenant"
}

variable "reporting_principal_id" {
  type = string
}

variable "auditor_group_id" {
  type    = string
  default = "e3f7a1d0-84b5-4c26-91ad-2c70f6b9d835"
}

variable "mail_password" {
  type      = string
  sensitive = true
}

variable "mail_host" {
  type    = string
  default = "smtp.orchard.example"
}

variable "secret_names" {
  description = "What the secrets are called in the vault"
  type        = map(string)
  default = {
    mail_password = "mail-password"
    db_password   = "db-password"
  }
}

variable "alert_days" {
  type    = number
  default = 14
  validation {
    condition     = var.alert_days > 0
    error_message = "At least one day."
  }
}
