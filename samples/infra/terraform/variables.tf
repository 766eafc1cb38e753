variable "location" {
  type    = string
  default = "westeurope"
}

variable "database_password" {
  type        = string
  description = "Of the database that orders and billing share."
  default     = "0rders-Pa55"
}

variable "mail_password" {
  type      = string
  sensitive = true
}

variable "extra_identity_ids" {
  type    = list(string)
  default = []
}
